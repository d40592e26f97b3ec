package io.packhouse.gateway.installers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;

import io.packhouse.contracts.JobId;
import io.packhouse.gateway.xmlrpc.MethodCall;
import io.packhouse.gateway.xmlrpc.Quoted;
import io.packhouse.gateway.xmlrpc.XmlRpcFaultException;
import io.packhouse.gateway.xmlrpc.XmlRpcValue;

/** The three methods of section 4, and what they answer. */
final class InstallersMethods {

    private static final String API_VERSION = "2.0";

    private final WaitingCall waiting;
    private final Builds builds;
    private final InstallerLinks links;
    private final InstallersRules rules;
    private final Duration wait;

    InstallersMethods(WaitingCall waiting, Builds builds, InstallerLinks links, InstallersRules rules, Duration wait) {
        this.waiting = waiting;
        this.builds = builds;
        this.links = links;
        this.rules = rules;
        this.wait = wait;
    }

    /** What a call asks for, checked as far as it can be without asking anybody. */
    sealed interface Task {

        /** {@code api_version()}. */
        record Version() implements Task {
        }

        /** {@code build_installers(vessels[, user_data])}. */
        record Make(InstallersRequest request) implements Task {
        }

        /** {@code get_urls(build_id)}. */
        record Urls(JobId build) implements Task {
        }
    }

    /**
     * Checks a call; may take a while for a large one, so not on an event loop.
     *
     * @throws XmlRpcFaultException
     *             when there is no such method, or it does not take such arguments
     * @throws io.packhouse.contracts.FailureException
     *             when a rule for installers is broken
     */
    Task check(MethodCall call) {
        List<XmlRpcValue> arguments = call.arguments();
        return switch (call.method()) {
            case "api_version" -> {
                expect(call, 0, 0, "no argument");
                yield new Task.Version();
            }
            case "build_installers" -> {
                expect(call, 1, 2, "one or two arguments (vessels, user_data)");
                yield new Task.Make(rules.check(Given.of(arguments.getFirst()),
                        arguments.size() == 1 ? null : Given.of(arguments.get(1))));
            }
            case "get_urls" -> {
                expect(call, 1, 1, "one argument (build_id)");
                yield new Task.Urls(buildId(arguments.getFirst()));
            }
            default -> throw new XmlRpcFaultException("the method " + Quoted.of(call.method())
                    + " is not supported: there are api_version, build_installers and get_urls");
        };
    }

    /**
     * Does what was asked.
     *
     * @param left
     *            completed when the caller has gone
     */
    Future<XmlRpcValue> run(Task task, Submission submission, Future<Void> left) {
        return switch (task) {
            case Task.Version() -> Future.succeededFuture(new XmlRpcValue.Text(API_VERSION));
            case Task.Make(InstallersRequest request) ->
                waiting.run(request, submission, wait, left).map(result -> switch (result) {
                    case WaitingCall.Result.Built(BuiltInstallers built) -> answer(built);
                    case WaitingCall.Result.NotBuilt notBuilt -> throw new XmlRpcFaultException(notBuilt.why().message());
                });
            case Task.Urls(JobId build) -> builds.find(build).map(found -> switch (found) {
                case Build.Ready ready -> texts(links.installers(build, ready.result()));
                case Build.Unfinished() ->
                    throw new XmlRpcFaultException("the build " + build + " is not finished yet: ask again");
                case Build.None(String why) -> throw new XmlRpcFaultException(why);
            });
        };
    }

    private static void expect(MethodCall call, int least, int most, String expected) {
        int given = call.arguments().size();
        if (given < least || given > most) {
            throw new XmlRpcFaultException(call.method() + " takes " + expected + ", " + given + " given");
        }
    }

    private static JobId buildId(XmlRpcValue argument) {
        if (!(argument instanceof XmlRpcValue.Text(String text))) {
            throw new XmlRpcFaultException("a build id must be a string, not " + Given.describe(Given.of(argument)));
        }
        return JobId.parse(text).orElseThrow(() -> new XmlRpcFaultException(
                "the build id " + Quoted.of(text) + " is invalid: 40 characters a-z and 0-9 were expected"));
    }

    /** The struct of section 4.2: {@code private_key} is there only for pairs made by this call. */
    private XmlRpcValue answer(BuiltInstallers built) {
        Map<String, XmlRpcValue> users = new LinkedHashMap<>();
        built.result().publicKeys().forEach((name, publicKey) -> {
            Map<String, XmlRpcValue> user = new LinkedHashMap<>();
            user.put("public_key", new XmlRpcValue.Text(publicKey));
            if (built.privateKeys().containsKey(name)) {
                user.put("private_key", new XmlRpcValue.Text(built.privateKeys().get(name)));
            }
            users.put(name, new XmlRpcValue.Struct(user));
        });
        Map<String, XmlRpcValue> answer = new LinkedHashMap<>();
        answer.put("build_id", new XmlRpcValue.Text(built.id().value()));
        answer.put("installers", texts(links.installers(built.id(), built.result())));
        answer.put("users", new XmlRpcValue.Struct(users));
        return new XmlRpcValue.Struct(answer);
    }

    private static XmlRpcValue texts(Map<String, String> texts) {
        Map<String, XmlRpcValue> members = new LinkedHashMap<>();
        texts.forEach((name, text) -> members.put(name, new XmlRpcValue.Text(text)));
        return new XmlRpcValue.Struct(members);
    }
}
