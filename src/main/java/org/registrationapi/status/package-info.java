/** Health checks, metrics, the operator's status page and the funnel. */
package org.registrationapi.status;
