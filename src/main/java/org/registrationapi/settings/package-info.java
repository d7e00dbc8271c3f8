/**
 * Reads and checks all environment variables at the start, so that one message names every fault.
 * Features get their own records and never read the environment.
 */
package org.registrationapi.settings;
