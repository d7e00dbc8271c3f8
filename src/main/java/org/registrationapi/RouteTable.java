package org.registrationapi;

import java.util.ArrayList;
import java.util.Optional;
import org.registrationapi.docs.SwaggerUi;
import org.registrationapi.http.Access;
import org.registrationapi.http.Routes;
import org.registrationapi.mailbox.MailboxApi;
import org.registrationapi.secrets.Secret;
import org.registrationapi.settings.Settings;

/** Every route and who may call it, in the order of .github/API.md. */
final class RouteTable {
  private final Wiring wiring;
  private final Settings settings;
  private final Optional<Secret> firstKey;

  /**
   * @param firstKey of the first server, for the documentation page of development
   */
  RouteTable(Wiring wiring, Settings settings, Optional<Secret> firstKey) {
    this.wiring = wiring;
    this.settings = settings;
    this.firstKey = firstKey;
  }

  void addTo(Routes route) {
    addRegistration(route, wiring.users());
    addUsers(route, wiring.users());
    addServers(route, wiring.operator());
    addMails(route, wiring.operator());
    addService(route, wiring.operator());
    if (settings.http().docs()) addDocs(route);
  }

  private static void addRegistration(Routes route, UserWiring users) {
    var validation = users.validationApi();
    var passwordReset = users.passwordResetApi();
    route.post("/users", users.registrationApi()::register, Access.ANY_KEY);
    route.post("/users/{user}/validation", validation::sendAgain, Access.SERVER);
    route.post("/validation", validation::activateByPin, Access.ANY_KEY);
    route.get("/validation/{token}", validation::show, Access.PUBLIC);
    route.post("/validation/{token}", validation::activate, Access.PUBLIC);
    route.post("/validation/{token}/reject", validation::reject, Access.PUBLIC);
    route.post("/validation/{token}/new-link", validation::requestNewLink, Access.PUBLIC);
    route.get("/redirect-secret", users.redirectSecretApi()::get, Access.SERVER);
    route.post("/users/authenticate", users.passwordsApi()::authenticate, Access.SERVER);
    route.post("/users/password-reset", passwordReset::request, Access.SERVER);
    route.get("/password-reset/{token}", passwordReset::show, Access.PUBLIC);
    route.post("/password-reset/{token}", passwordReset::change, Access.PUBLIC);
    route.post("/password-reset/{token}/new-link", passwordReset::requestAgain, Access.PUBLIC);
  }

  private static void addUsers(Routes route, UserWiring wiring) {
    var users = wiring.usersApi();
    var emailChange = wiring.emailChangeApi();
    var emailUndo = wiring.emailUndoApi();
    route.get("/users", users::list, Access.SERVER);
    route.delete("/users", users::deleteByEmail, Access.SERVER);
    route.get("/users/{user}", users::get, Access.SERVER);
    route.patch("/users/{user}", users::change, Access.SERVER);
    route.delete("/users/{user}", users::delete, Access.SERVER);
    route.post("/users/{user}/email", emailChange::request, Access.SERVER);
    route.delete("/users/{user}/email", emailChange::withdraw, Access.SERVER);
    route.get("/email-change/{token}", emailChange::show, Access.PUBLIC);
    route.post("/email-change/{token}", emailChange::change, Access.PUBLIC);
    route.get("/email-undo/{token}", emailUndo::show, Access.PUBLIC);
    route.post("/email-undo/{token}", emailUndo::undo, Access.PUBLIC);
  }

  private static void addServers(Routes route, OperatorWiring operator) {
    var servers = operator.serversApi();
    var keys = operator.keysApi();
    var serverMails = operator.serverMailsApi();
    route.post("/servers", servers::create, Access.ADMIN);
    route.get("/servers", servers::list, Access.ADMIN);
    route.get("/servers/{name}", servers::get, Access.ADMIN);
    route.patch("/servers/{name}", servers::change, Access.ADMIN);
    route.delete("/servers/{name}", servers::remove, Access.ADMIN);
    route.post("/servers/{name}/keys", keys::create, Access.ADMIN);
    route.get("/servers/{name}/keys", keys::list, Access.ADMIN);
    route.delete("/servers/{name}/keys/{id}", keys::revoke, Access.ADMIN);
    route.get("/servers/{name}/funnel", operator.funnelApi()::get, Access.ADMIN);
    route.get("/servers/{name}/mail-check", operator.mailCheckApi()::get, Access.ADMIN);
    route.get("/servers/{name}/mails/{kind}", serverMails::preview, Access.ADMIN);
    route.post("/servers/{name}/mails/{kind}/test", serverMails::sendTest, Access.ADMIN);
  }

  private static void addMails(Routes route, OperatorWiring operator) {
    var mails = operator.mailsApi();
    var bounces = operator.bouncesApi();
    route.get("/mails", mails::list, Access.ADMIN);
    route.get("/mails/statistics", mails::statistics, Access.ADMIN);
    route.get("/mails/{id}", mails::get, Access.ADMIN);
    route.post("/mails/{id}/retry", mails::retry, Access.ADMIN);
    route.post("/mails/{id}/cancel", mails::cancel, Access.ADMIN);
    route.get("/bounces", bounces::list, Access.ADMIN);
    route.delete("/bounces/{email}", bounces::lift, Access.ADMIN);
  }

  private void addService(Routes route, OperatorWiring operator) {
    var health = wiring.healthApi();
    route.get("/status", operator.statusApi()::show, statusAccess());
    route.get("/status/mails", operator.mailListApi()::show, statusAccess());
    if (settings.mailjetEvents().isPresent())
      route.post("/mailjet/events", operator.mailEventsApi()::receive, Access.MAILJET);
    route.get("/health/live", health::live, Access.PUBLIC);
    route.get("/health/ready", health::ready, Access.PUBLIC);
    route.get("/metrics", wiring.metricsApi()::show, Access.METRICS);
    operator.mailboxApi().ifPresent(mailbox -> addMailbox(route, mailbox));
  }

  private static void addMailbox(Routes route, MailboxApi mailbox) {
    route.get("/mailbox", mailbox::list, Access.LOCAL);
    route.get("/mailbox/{mail}", mailbox::get, Access.LOCAL);
    route.get("/mailbox/{mail}/html", mailbox::html, Access.LOCAL);
  }

  /** In development only this machine can reach the pages, so they need no key. */
  private Access statusAccess() {
    return settings.isDevelopment() ? Access.LOCAL : Access.ADMIN_PAGE;
  }

  private void addDocs(Routes route) {
    var documented = new ArrayList<>(route.all());
    documented.add(SwaggerUi.DOCUMENT_ROUTE);
    var docs = wiring.docs(documented, firstKey);
    route.files(SwaggerUi::files);
    route.get(SwaggerUi.DOCUMENT_ROUTE.path(), docs::openApi, Access.PUBLIC);
    route.get("/", docs::redirect, Access.PUBLIC);
    route.get("/docs", docs::page, Access.PUBLIC);
    route.get("/docs/swagger-initializer.js", docs::initializer, Access.PUBLIC);
    if (docs.hasKey()) route.get(SwaggerUi.KEY_PATH, docs::key, Access.LOCAL);
  }
}
