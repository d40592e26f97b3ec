/**
 * XML-RPC as bytes: reading calls that strangers wrote, and writing answers. Knows nothing of any method, of HTTP or of
 * threads.
 *
 * <p>
 * Reading refuses every DOCTYPE, is bounded by {@link io.packhouse.gateway.xmlrpc.XmlRpcLimits} in everything that a sender
 * chooses, and ends in a value or in an {@link io.packhouse.gateway.xmlrpc.XmlRpcFaultException}, never in another
 * exception.
 */
@NullMarked
package io.packhouse.gateway.xmlrpc;

import org.jspecify.annotations.NullMarked;
