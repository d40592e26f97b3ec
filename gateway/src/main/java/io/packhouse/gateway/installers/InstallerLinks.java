package io.packhouse.gateway.installers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.installers.InstallersBuilt;
import io.packhouse.contracts.installers.Platform;

/** The absolute URLs of a build. They come from configuration, never from a request's Host header (section 12). */
final class InstallerLinks {

    private final Supplier<String> publicUrl;
    private final String prefix;

    /**
     * @param publicUrl
     *            scheme, host and port as the world sees them; asked anew each time, because a port may be known only later
     * @param prefix
     *            the mount without a slash at its end
     */
    InstallerLinks(Supplier<String> publicUrl, String prefix) {
        this.publicUrl = publicUrl;
        this.prefix = prefix;
    }

    /** The installers of a build by platform, with the original's slash at the end; in the order of the platforms. */
    Map<String, String> installers(JobId build, InstallersBuilt result) {
        Map<String, String> links = new LinkedHashMap<>();
        for (Platform platform : Platform.values()) {
            if (result.platforms().containsKey(platform.wire())) {
                links.put(platform.wire(), base() + "/" + build + "/installers/" + platform.wire() + "/");
            }
        }
        return links;
    }

    /** Where the bytes of a file of a build are. */
    String file(JobId build, String name) {
        return base() + "/static/installers/" + build + "/" + name;
    }

    private String base() {
        String url = publicUrl.get();
        return (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + prefix;
    }
}
