/**
 * A PostgreSQL that this process starts itself, for a trial on one machine: unpacks the programs,
 * starts and stops them, and finds one that a killed process left behind.
 */
package org.registrationapi.embedded;
