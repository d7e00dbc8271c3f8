/**
 * Servers, their settings and their keys, managed by the operator. The rows that each request needs
 * are cached for three seconds.
 */
package org.registrationapi.servers;
