/** What all of {@code /api/v1} has in common: tokens and scopes, problem details, the routes and their OpenAPI document. */
@NullMarked
package io.packhouse.gateway.api;

import org.jspecify.annotations.NullMarked;
