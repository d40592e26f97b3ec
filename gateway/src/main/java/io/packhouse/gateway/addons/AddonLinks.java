package io.packhouse.gateway.addons;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.packhouse.contracts.JobId;

/** The absolute URLs of downloads. They come from configuration, never from a request's Host header. */
final class AddonLinks {

    private final Supplier<String> publicUrl;

    /**
     * @param publicUrl
     *            scheme, host and port as the world sees them, without a slash at the end; asked anew each time, because a
     *            port may be known only later
     */
    AddonLinks(Supplier<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** Whose pages are our own, as browsers write it. */
    String origin() {
        return publicUrl.get();
    }

    /** Where the XPI of a job can be fetched when the job has succeeded. */
    String download(JobId job, String fileName) {
        String name = URLEncoder.encode(FileNames.inLink(fileName), StandardCharsets.UTF_8).replace("+", "%20");
        return publicUrl.get() + "/xpi/download/" + job + "/" + name + "/";
    }
}
