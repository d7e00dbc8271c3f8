/**
 * Sends queued mails: claims due mails with a lease, passes them to the transport in batches, and
 * settles each by its own outcome. Several instances share one queue.
 */
package org.registrationapi.delivery;
