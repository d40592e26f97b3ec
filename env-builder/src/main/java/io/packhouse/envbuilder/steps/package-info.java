/** What a kind of step is, what it is given, and how kinds are found. The kinds themselves are in packages beside this. */
@NullMarked
package io.packhouse.envbuilder.steps;

import org.jspecify.annotations.NullMarked;
