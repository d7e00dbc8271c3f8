package org.registrationapi.registration;

import io.javalin.openapi.AnyOf;

/**
 * The response to a registration. The OpenAPI document has one schema for both, because generated
 * clients read every success of an operation as one type.
 */
@AnyOf({Registered.class, AcceptedRegistration.class})
sealed interface RegistrationAnswer permits Registered, AcceptedRegistration {}
