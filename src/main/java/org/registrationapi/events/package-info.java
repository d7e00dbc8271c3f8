/**
 * Events: one row for each thing that happens to a user, written in the same transaction. A job
 * adds full hours to counts by server and day. The funnel is read from these counts and from the
 * events since.
 */
package org.registrationapi.events;
