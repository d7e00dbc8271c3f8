package org.registrationapi.events;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;

/** The events table. An event is written in the transaction in which the thing happens. */
public interface EventDao {
  /** Inserts events in one round trip. */
  @SqlBatch(
      """
      insert into events (server_id, id, user_id, kind, detail)
      values (:serverId, :id, :userId::uuid, :kind,
              jsonb_strip_nulls(jsonb_build_object('mail', :mail::text)))
      """)
  void insertAll(@BindMethods Collection<Event> events);

  /** Inserts an event. */
  default void insert(Event event) {
    insertAll(List.of(event));
  }
}
