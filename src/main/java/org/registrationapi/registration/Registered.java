package org.registrationapi.registration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.openapi.AllOf;
import org.registrationapi.users.User;

/** The response to a registration: the user's fields, and hints if there are any. */
@AllOf({User.class, Hints.class})
record Registered(@JsonUnwrapped User user, @JsonUnwrapped Hints hints)
    implements RegistrationAnswer {}
