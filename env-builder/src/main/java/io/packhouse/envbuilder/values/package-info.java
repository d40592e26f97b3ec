/** What steps make and take. */
@NullMarked
package io.packhouse.envbuilder.values;

import org.jspecify.annotations.NullMarked;
