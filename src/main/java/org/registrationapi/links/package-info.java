/** What is behind every mailed link: whether it still works, and the page that shows it. */
package org.registrationapi.links;
