/** Launch environments of instance add-ons: which are asked for, what they need, how they are built. */
@NullMarked
package io.packhouse.envbuilder;

import org.jspecify.annotations.NullMarked;
