/**
 * A PostgreSQL that this process starts itself, for a trial on one machine. The package unpacks the
 * programs, starts and stops them, and stops a PostgreSQL that a killed process left behind.
 */
package org.registrationapi.embedded;
