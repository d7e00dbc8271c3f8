/**
 * A PostgreSQL that this process starts itself, for a trial on one machine. The package unpacks the
 * programs, starts and stops them, and stops a PostgreSQL that a killed process left behind. Other
 * users of the machine cannot connect to it or change its files.
 */
package org.registrationapi.embedded;
