package org.registrationapi.registration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.openapi.AllOf;
import org.registrationapi.users.User;

/** What a registration is answered with: the user's fields, and beside them the hints, if any. */
@AllOf({User.class, Hints.class})
record Registered(@JsonUnwrapped User user, @JsonUnwrapped Hints hints) {}
