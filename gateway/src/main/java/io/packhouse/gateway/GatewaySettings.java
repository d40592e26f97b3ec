package io.packhouse.gateway;

import io.packhouse.gateway.api.ApiSettings;
import io.packhouse.gateway.http.HttpSettings;
import io.packhouse.gateway.jobs.JobsSettings;
import io.packhouse.platform.config.Config;

/** The configuration of the gateway: the sections of {@value #DEFAULTS}. */
public record GatewaySettings(HttpSettings http, ApiSettings api, JobsSettings jobs) {

    /** The annotated default file on the class path. */
    public static final String DEFAULTS = "config/gateway.yaml";

    /** Reads the sections; {@link io.packhouse.platform.config.ConfigException} when a value is wrong. */
    public static GatewaySettings of(Config config) {
        return new GatewaySettings(config.section("http", HttpSettings.class), config.section("api", ApiSettings.class),
                config.section("jobs", JobsSettings.class));
    }
}
