/**
 * Servers, their settings and their keys, managed by the operator. What each request needs of them
 * is kept for three seconds.
 */
package org.registrationapi.servers;
