/** What every HTTP interface of the gateway stands on: the server, bounded bodies, request metrics and the access log. */
@NullMarked
package io.packhouse.gateway.http;

import org.jspecify.annotations.NullMarked;
