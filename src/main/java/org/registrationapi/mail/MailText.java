package org.registrationapi.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiStringValidation;

/**
 * A server's own texts in a mail. A part that is null is missing, and not written as JSON.
 *
 * @param subject one line, in the place of ours
 * @param above plain text with line breaks, before our text
 * @param below the same, after our text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MailText(
    @OpenApiExample("Your new password at The Little Shop")
        @OpenApiDescription("One line, instead of ours: at most 200 characters")
        @OpenApiStringValidation(maxLength = "" + MailText.MAX_SUBJECT_LENGTH)
        String subject,
    @OpenApiExample("If you need help, call us.")
        @OpenApiDescription(
            "Plain text before ours: at most 1000 characters; a blank line begins a paragraph")
        @OpenApiStringValidation(maxLength = "" + MailText.MAX_LENGTH)
        String above,
    @OpenApiExample("The Little Shop, 1 Market Street, Springfield")
        @OpenApiDescription("The same, after ours")
        @OpenApiStringValidation(maxLength = "" + MailText.MAX_LENGTH)
        String below) {
  /** Maximum of characters of a subject. */
  public static final int MAX_SUBJECT_LENGTH = 200;

  /** Maximum of characters of a text above or below. */
  public static final int MAX_LENGTH = 1_000;
}
