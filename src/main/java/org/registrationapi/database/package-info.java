/**
 * The connection pool, migrations, timeouts and the detection of outages of PostgreSQL. It uses no
 * table of the features.
 */
package org.registrationapi.database;
