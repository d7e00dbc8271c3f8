package org.registrationapi.events;

import java.util.Collection;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The events table. An event is written in the transaction in which the thing happens. */
public interface EventDao {
  /** Inserts an event. */
  @SqlUpdate(
      """
      insert into events (server_id, id, user_id, kind, detail)
      values (:serverId, :id, :userId::uuid, :kind,
              jsonb_strip_nulls(jsonb_build_object('mail', :mail::text)))
      """)
  void insert(@BindMethods Event event);

  /** Inserts events in one round trip. */
  @SqlBatch(
      """
      insert into events (server_id, id, user_id, kind, detail)
      values (:serverId, :id, :userId::uuid, :kind,
              jsonb_strip_nulls(jsonb_build_object('mail', :mail::text)))
      """)
  void insertAll(@BindMethods Collection<Event> events);
}
