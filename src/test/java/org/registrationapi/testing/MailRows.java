package org.registrationapi.testing;

/** Queues mails without registrations, because each registration takes a password hash. */
public final class MailRows {
  private MailRows() {}

  /** Queues this many mails of the first server, each to its own user. */
  public static void insert(TestApp app, int number) {
    insert(app, "1", number);
  }

  /** Creates servers, and queues this many mails of each, each to its own user. */
  public static void insertOfServers(TestApp app, int servers, int number) {
    app.sql(
        """
        insert into servers (name, display_name, locale)
        select 'many-' || n, 'Many', 'en' from generate_series(1, %d) as n
        """
            .formatted(servers));
    var ids = app.query("select string_agg(id::text, ' ') from servers where name like 'many-%'");
    for (var id : ids.split(" ", -1)) insert(app, id, number);
  }

  private static void insert(TestApp app, String serverId, int number) {
    app.sql(
        """
        with u as (
            insert into users (server_id, id, email, email_key, password_hash)
            select %s, gen_random_uuid(), name, name, 'x'
              from (select 'u' || n || '-' || gen_random_uuid() || '@example.com' as name
                      from generate_series(1, %d) as n) as names
            returning server_id, id, email)
        insert into mails (server_id, id, user_id, kind, recipient)
        select server_id, gen_random_uuid(), id, 'validation', email from u
        """
            .formatted(serverId, number));
  }
}
