/**
 * Reads and checks every environment variable at the start, all together, so that one message names
 * every fault. Features get records of their own and never read the environment.
 */
package org.registrationapi.settings;
