/**
 * Classes that the players pack into jars: what stands for the game, and the tools that an installer runs. Each is alone in its
 * jar and so uses the JDK only.
 */
@NullMarked
package io.packhouse.testkit.upstream.game;

import org.jspecify.annotations.NullMarked;
