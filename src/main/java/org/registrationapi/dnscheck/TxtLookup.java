package org.registrationapi.dnscheck;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.registrationapi.mailcheck.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Reads the TXT records of a name. */
public final class TxtLookup {
  private static final Logger LOG = LoggerFactory.getLogger(TxtLookup.class);

  /** Of one try; each server gets two. */
  private static final Duration TRY_TIMEOUT = Duration.ofSeconds(2);

  /** After this no other try begins. */
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  private static final int TRIES = 2;

  static {
    // its hook can wait for ever, and the process would not end; its thread is a daemon anyway
    System.setProperty("dnsjava.nio.register_shutdown_hook", "false");
  }

  private final Optional<InetSocketAddress> server;
  private final Duration tryTimeout;

  /**
   * @param server if empty, those of the system are asked
   */
  public TxtLookup(Optional<InetSocketAddress> server) {
    this(server, TRY_TIMEOUT);
  }

  TxtLookup(Optional<InetSocketAddress> server, Duration tryTimeout) {
    this.server = server;
    this.tryTimeout = tryTimeout;
  }

  /** The texts of a name's records; absent if it has none. It may take some seconds. */
  public Reply<List<String>> of(String name) {
    try {
      var question = Record.newRecord(Name.fromString(name + "."), Type.TXT, DClass.IN);
      return read(resolver().send(Message.newQuery(question)));
    } catch (TextParseException e) {
      return Reply.unknown("DNS has no names like " + name);
    } catch (IOException e) {
      LOG.debug("the DNS server did not answer", e);
      return Reply.unknown("the DNS server did not answer");
    }
  }

  private Resolver resolver() {
    var resolver =
        server
            .map(one -> new ExtendedResolver(new Resolver[] {new SimpleResolver(one)}))
            .orElseGet(ExtendedResolver::new);
    for (var one : resolver.getResolvers()) one.setTimeout(tryTimeout);
    resolver.setTimeout(TIMEOUT);
    resolver.setRetries(TRIES);
    return resolver;
  }

  private static Reply<List<String>> read(Message answer) {
    var code = answer.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN)
      return Reply.unknown("the DNS server answered " + Rcode.string(code));
    var texts =
        answer.getSection(Section.ANSWER).stream()
            .filter(TXTRecord.class::isInstance)
            .map(record -> String.join("", ((TXTRecord) record).getStrings()))
            .toList();
    return texts.isEmpty() ? Reply.absent() : Reply.of(texts);
  }
}
