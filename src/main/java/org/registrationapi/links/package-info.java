/** The state of every mailed link, and the page that shows it. */
package org.registrationapi.links;
