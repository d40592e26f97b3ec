package io.packhouse.testkit.upstream;

/**
 * Which of the two families of installers with processors.
 */
public enum Family {
    FORGE("net.minecraftforge:forge", "1.20.1", "47.2.0", "1.20.1-47.2.0", "https://maven.minecraftforge.net/",
            "forgeclient"), NEOFORGE("net.neoforged:neoforge", "1.21.1", "21.1.77", "21.1.77",
                    "https://maven.neoforged.net/releases/", "forgeclient");

    private final String artifact;
    private final String game;
    private final String loader;
    private final String mavenVersion;
    private final String maven;
    private final String launchTarget;

    Family(String artifact, String game, String loader, String mavenVersion, String maven, String launchTarget) {
        this.artifact = artifact;
        this.game = game;
        this.loader = loader;
        this.mavenVersion = mavenVersion;
        this.maven = maven;
        this.launchTarget = launchTarget;
    }

    /** The version of the game that the player knows. */
    public String game() {
        return game;
    }

    /** The version of the loader that the player knows, as people write it. */
    public String loader() {
        return loader;
    }

    /** The coordinate of a file of the loader. */
    public String coordinate(String classifier) {
        return artifact + ":" + mavenVersion + ":" + classifier;
    }

    /** The group of the tools of the installer. */
    String group() {
        return artifact.substring(0, artifact.indexOf(':'));
    }

    /** The address of its repository, with a slash at its end. */
    public String maven() {
        return maven;
    }

    String launchTarget() {
        return launchTarget;
    }
}
