package org.registrationapi.mailjetcheck;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Collectors;
import org.registrationapi.mailcheck.DnsRecord;
import org.registrationapi.transport.Reasons;

/**
 * What Mailjet says of a domain's DNS records.
 *
 * @param spf what it found; see its guide "Domains and DNS"
 * @param ownership the record that validates the domain as a sender
 */
record MailjetDns(Part spf, Part dkim, Optional<DnsRecord> ownership) {
  /**
   * What Mailjet says of one kind of record.
   *
   * @param status OK, Error, Not checked or Not found
   * @param errors for people; empty if there are none
   * @param current the records that it found; empty if there are none or they are not known
   * @param wanted the record to publish
   */
  record Part(String status, String errors, String current, Optional<DnsRecord> wanted) {
    boolean isRight() {
      return status.equalsIgnoreCase("OK");
    }

    boolean isChecked() {
      return !status.isBlank() && !status.equalsIgnoreCase("Not checked");
    }
  }

  /**
   * Reads two answers.
   *
   * @param dns of the resource dns
   * @param check of its action check; missing if that failed
   */
  static MailjetDns read(String domain, JsonNode dns, JsonNode check) {
    var spf = MailjetRecord.of(domain, domain, text(dns, "SPFRecordValue"));
    var dkim = MailjetRecord.of(text(dns, "DKIMRecordName"), domain, text(dns, "DKIMRecordValue"));
    var ownership =
        MailjetRecord.of(
            text(dns, "OwnerShipTokenRecordName"), domain, text(dns, "OwnerShipToken"));
    return new MailjetDns(
        part("SPF", "SPFRecordsCurrentValues", dns, check, spf),
        part("DKIM", "DKIMRecordCurrentValue", dns, check, dkim),
        ownership);
  }

  private static Part part(
      String kind, String current, JsonNode dns, JsonNode check, Optional<DnsRecord> wanted) {
    var status = text(check, kind + "Status");
    return new Part(
        status.isBlank() ? text(dns, kind + "Status") : status,
        shown(check.path(kind + "Errors")),
        shown(check.path(current)),
        wanted);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("").strip();
  }

  /** A text, or the texts of a list. */
  private static String shown(JsonNode node) {
    var words =
        node.isArray()
            ? node.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))
            : node.asText("");
    return Reasons.clean(words.strip()).orElse("");
  }
}
