/** The environment builder: builds launch environments of instance add-ons from recipes. */
@NullMarked
package io.packhouse.envbuilder;

import org.jspecify.annotations.NullMarked;
