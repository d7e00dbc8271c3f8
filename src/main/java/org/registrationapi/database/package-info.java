/**
 * The connection pool, migrations, time-outs, and what an outage of PostgreSQL looks like. It knows
 * no table of the features.
 */
package org.registrationapi.database;
