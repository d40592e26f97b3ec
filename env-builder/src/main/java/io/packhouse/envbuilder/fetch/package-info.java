/**
 * Kinds of steps that talk to other servers, which are taken for hostile: nothing that they say is believed that is not checked, and
 * nothing that they do costs more than the limits.
 */
@NullMarked
package io.packhouse.envbuilder.fetch;

import org.jspecify.annotations.NullMarked;
