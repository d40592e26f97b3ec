package io.packhouse.gateway.addons;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.gateway.addons.RebuildOrder.Caller;
import io.packhouse.gateway.addons.RebuildRules.Checked;
import io.packhouse.gateway.http.RequestTrace;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.platform.secrets.Secrets;

/** {@code POST /repackage/rebuild/}: answered as soon as the jobs are accepted (section 2). */
final class RebuildHandler implements Handler<RoutingContext> {

    /** Who knows the secret is nobody in particular. */
    static final String CALLER = "addon-builder";

    private final FormBodies forms;
    private final Secrets secrets;
    private final RebuildRules rules;
    private final AddonLinks links;
    private final Jobs jobs;

    RebuildHandler(FormBodies forms, Secrets secrets, RebuildRules rules, AddonLinks links, Jobs jobs) {
        this.forms = forms;
        this.secrets = secrets;
        this.rules = rules;
        this.links = links;
        this.jobs = jobs;
    }

    @Override
    public void handle(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            PlainAnswer.notAllowed(context, "POST");
            return;
        }
        Caller caller = new Caller(CALLER, null, "", RequestTrace.of(context).toHeader());
        forms.read(context, secrets, rules::check).compose(checked -> submit(checked, caller))
                .onSuccess(answer -> PlainAnswer.json(context, answer)).onFailure(e -> PlainAnswer.failed(context, e));
    }

    private Future<Map<String, Object>> submit(Checked checked, Caller caller) {
        RebuildOrder order = checked.order();
        if (order == null) {
            return Future.succeededFuture(answer(checked.errors(), null, List.of()));
        }
        return jobs.submit(order.job(caller, links)).map(id -> answer(checked.errors(), id, order.jobs(id)));
    }

    /** The original's three keys, and what callers can use besides: the jobs, and the job that has them as children. */
    private static Map<String, Object> answer(List<String> errors, @Nullable JobId job, List<JobId> all) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", errors.isEmpty() ? "success" : "some failures");
        if (!errors.isEmpty()) {
            answer.put("errors", String.join("\n", errors) + "\n");
        }
        answer.put("addons", all.size());
        answer.put("jobs", all);
        if (job != null) {
            answer.put("job", job);
        }
        return answer;
    }
}
