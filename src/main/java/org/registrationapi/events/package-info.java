/**
 * What happened to users, one row each, written in the transaction in which it happens. A job adds
 * full hours to counts by server and day; the funnel is read from these counts and from the events
 * since.
 */
package org.registrationapi.events;
