package org.registrationapi;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.BackgroundWork.Job;
import org.registrationapi.delivery.MailSender;
import org.registrationapi.emailchange.EmailChangeApi;
import org.registrationapi.emailchange.EmailChangeMailService;
import org.registrationapi.emailchange.EmailChangeService;
import org.registrationapi.emailchange.EmailUndoApi;
import org.registrationapi.emailchange.EmailUndoService;
import org.registrationapi.hashing.HashingGate;
import org.registrationapi.hashing.PasswordHasher;
import org.registrationapi.idempotency.Idempotency;
import org.registrationapi.limits.GuessLimit;
import org.registrationapi.links.LinkPages;
import org.registrationapi.links.LinkService;
import org.registrationapi.links.RedirectSecretApi;
import org.registrationapi.passwordreset.PasswordResetApi;
import org.registrationapi.passwordreset.PasswordResetMailService;
import org.registrationapi.passwordreset.PasswordResetService;
import org.registrationapi.passwords.KnownClients;
import org.registrationapi.passwords.PasswordPolicy;
import org.registrationapi.passwords.PasswordService;
import org.registrationapi.passwords.PasswordsApi;
import org.registrationapi.registration.RegistrationApi;
import org.registrationapi.registration.RegistrationChecks;
import org.registrationapi.registration.RegistrationService;
import org.registrationapi.request.Body;
import org.registrationapi.request.Json;
import org.registrationapi.secrets.Fingerprints;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.RedirectSecrets;
import org.registrationapi.secrets.SecretKeys;
import org.registrationapi.settings.Settings;
import org.registrationapi.text.Templates;
import org.registrationapi.users.UserService;
import org.registrationapi.users.UsersApi;
import org.registrationapi.validation.NewLinkService;
import org.registrationapi.validation.PinService;
import org.registrationapi.validation.ValidationApi;
import org.registrationapi.validation.ValidationMailService;
import org.registrationapi.validation.ValidationService;

/** Builds the handlers of what a server does with its users. Nothing is started here. */
final class UserWiring {
  private final Settings settings;
  private final Jdbi jdbi;
  private final UserService users;
  private final RegistrationChecks checks;
  private final SecretKeys secretKeys;
  private final LinkSecrets linkSecrets;
  private final RedirectSecrets redirectSecrets;
  private final MailSender sender;
  private final Body body = new Body(Json.mapper());
  private final Idempotency idempotency;
  private final LinkPages pages;
  private final LinkService links;
  private final PasswordHasher hasher;
  private final PasswordPolicy policy;
  private final KnownClients clients;
  private final PasswordService passwords;

  /**
   * Builds the services that several of the features share.
   *
   * @param secretKeys what fingerprints and the secrets of redirects are derived from
   */
  UserWiring(
      CoreWiring core,
      MailWiring mail,
      Templates templates,
      SecretKeys secretKeys,
      HashingGate gate) {
    this.secretKeys = secretKeys;
    settings = core.settings();
    jdbi = core.jdbi();
    users = core.users();
    linkSecrets = mail.linkSecrets();
    sender = mail.sender();
    redirectSecrets = new RedirectSecrets(secretKeys);
    idempotency = new Idempotency(jdbi);
    pages = new LinkPages(templates, redirectSecrets, core.clock());
    links = new LinkService(jdbi, linkSecrets, core.servers());
    hasher = new PasswordHasher(gate);
    policy = new PasswordPolicy(core.servers());
    checks = new RegistrationChecks(policy, core.clock());
    clients = new KnownClients(jdbi, settings.guesses().knownClientLife());
    passwords = new PasswordService(jdbi, hasher, settings.guesses(), clients);
  }

  RegistrationApi registrationApi() {
    var limits =
        new RegistrationService.Limits(settings.mailLimits(), settings.guesses().registration());
    var registration = new RegistrationService(jdbi, checks, limits, hasher, idempotency, sender);
    return new RegistrationApi(registration, new Fingerprints(secretKeys), body);
  }

  ValidationApi validationApi() {
    var validation = new ValidationService(jdbi, links);
    var pins = new PinService(jdbi, linkSecrets, settings.guesses());
    var mails = new ValidationMailService(jdbi, users, sender, settings.mailLimits());
    var newLinks = new NewLinkService(jdbi, links, sender, settings.mailLimits());
    return new ValidationApi(validation, pins, mails, newLinks, pages, body);
  }

  RedirectSecretApi redirectSecretApi() {
    return new RedirectSecretApi(redirectSecrets);
  }

  PasswordsApi passwordsApi() {
    return new PasswordsApi(passwords, body);
  }

  PasswordResetApi passwordResetApi() {
    var mails = new PasswordResetMailService(jdbi, links, sender, settings.mailLimits());
    var resets = new PasswordResetService(jdbi, links, policy, hasher, passwords, sender);
    return new PasswordResetApi(mails, resets, pages, body);
  }

  UsersApi usersApi() {
    return new UsersApi(users, body);
  }

  EmailChangeApi emailChangeApi() {
    var mails = new EmailChangeMailService(jdbi, users, sender, settings.mailLimits());
    return new EmailChangeApi(mails, new EmailChangeService(jdbi, links, sender), pages, body);
  }

  EmailUndoApi emailUndoApi() {
    return new EmailUndoApi(new EmailUndoService(jdbi, links, sender), pages);
  }

  /** The periodic jobs that delete what these features no longer need. */
  List<Job> jobs() {
    return List.of(
        Job.everyHour("delete old answers", idempotency::tidy),
        Job.everyHour("delete old guesses", () -> GuessLimit.tidy(jdbi)),
        Job.everyHour("delete old clients", clients::tidy),
        Job.everyHour("delete old links to old addresses", () -> EmailUndoService.tidy(jdbi)));
  }
}
