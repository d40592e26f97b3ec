/** {@code environment}: a client of AddonScript servers, as a launcher is one: asks for environments, installs and starts them. */
@NullMarked
package io.packhouse.deploy.cli.environments;

import org.jspecify.annotations.NullMarked;
