import io.parley.admin.client.ApiClient;
import io.parley.admin.client.ApiException;
import io.parley.admin.client.api.DefaultApi;
import io.parley.admin.client.model.CommandDone;
import io.parley.admin.client.model.CreateConversation;
import io.parley.admin.client.model.Done;
import io.parley.admin.client.model.Resume;
import io.parley.admin.client.model.SignOut;
import io.parley.admin.client.model.Suspend;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Does acts through the generated client, as a program of an operator does, and returns a text for each answer. */
public final class BackEnd implements BiFunction<String, String, List<String>> {

    @Override
    public List<String> apply(String url, String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        DefaultApi admin = new DefaultApi(client);
        List<String> got = new ArrayList<>();
        try {
            OffsetDateTime until = OffsetDateTime.parse("2100-01-02T03:04:05Z");
            Done suspended =
                    admin.suspend(new Suspend().userId("alice").until(until).reason("spam"));
            got.add(suspended.getAct() + " " + suspended.getSubject() + " until " + suspended.getUntil().toInstant() + " "
                    + suspended.getAudit().getSequence());
            admin.listSuspensions("alice", null, null)
                    .getSuspensions()
                    .forEach(each -> got.add(each.getKey() + " by " + each.getActor() + " until " + each.getUntil().toInstant()));
            Done resumed = admin.resume(new Resume().userId("alice").reason("appeal"));
            got.add(resumed.getAct() + " " + resumed.getAudit().getSequence());
            Done signedOut = admin.signOut(new SignOut().userId("alice").reason("lost"));
            got.add(signedOut.getAct() + " " + signedOut.getSubject());
            CommandDone created = admin.createConversation(new CreateConversation()
                    .id("order-17")
                    .kind(CreateConversation.KindEnum.GROUP)
                    .conversationId("0b8f6c1e-7a55-4d0e-9c1a-3f5b2f0a6d11")
                    .members(List.of("alice", "bob"))
                    .title("Order 17")
                    .reason("ordered"));
            got.add(created.getAct() + " " + created.getOutcome().getValue());
        } catch (ApiException e) {
            throw new IllegalStateException(e.getCode() + ": " + e.getResponseBody(), e);
        }
        try {
            admin.resume(new Resume().userId("nobody").reason("appeal"));
            got.add("resumed nobody");
        } catch (ApiException e) {
            got.add(e.getCode() + " " + e.getResponseBody());
        }
        return got;
    }
}
