/** How the service is doing: health, metrics, the operator's page and the funnel. */
package org.registrationapi.status;
