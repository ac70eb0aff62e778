using System.Text.Json;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Output;
using ConcertMaster.Persons;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Expressions;

namespace ConcertMaster.Forms.Asking;

/// <summary>Asks people by personal links and waits for their answers.</summary>
internal sealed class SendFormNode(
    IEventStore store, PublishedForms forms, Addressing addressing, Inviting inviting, IProtectedValues values, TimeProvider time)
    : IWaitingNode
{
    public NodeDescriptor Descriptor { get; } = new()
    {
        Type = "SendForm",
        Name = "Send form",
        Category = NodeCategory.Collection,
        Description = "Sends a form to people by personal links and waits for their answers.",
        Icon = "send",
        Summary = "waits for {{waitFor}}",
        Tags = ["form", "survey", "collect", "invite"],
        Input = PortType.List("People"),
        Outputs = [PortType.Of("Answers to a form", "responses[]", "missing[]", "asked")],
        ConfigSchema = SendFormConfig.Schema,
        Documentation = SendFormConfig.Documentation,
        Examples = SendFormConfig.Examples,
    };

    public async ValueTask<NodeResult> Execute(NodeContext context, CancellationToken ct)
    {
        var tenant = new TenantId(context.Organisation);
        var config = SendFormConfig.Read(context);
        var known = await forms.Load(tenant, config.Form, ct);
        if (known.State is not Form.Published form)
            throw new NodeException("form.not-published", $"The form {config.Form} is not published. Publish it, then run this again.");
        var (people, refusal) = RecipientReading.Read(
            await Opened(tenant, context.Config.Find("recipients") ?? default, ct), config.Channel);
        if (refusal is not null)
            throw new NodeException(refusal.Code, string.Join(" ",
                [refusal.Message, .. refusal.Faults.Take(3).Select(fault => $"{fault.Path}: {fault.Message}")]));
        if (people.Count > FormLimits.StepRecipientCountMax)
            throw new NodeException("form.too-many-recipients", $"A step asks at most {FormLimits.StepRecipientCountMax} people. "
                + "Ask the others by a step of a loop, or by hand.");
        var latest = form.Latest;
        var sending = new Sending(context.IdFor("sending"), latest.FormId, latest.Version, latest.Name, config.Channel,
            config.Message, config.Deadline, config.Reminders,
            WaitToken.For(context.RunId, context.NodeId, context.Iteration), context.Now, config.Locked);
        var addressees = await addressing.Seal(tenant, people, known.Versions[latest.Version].Protects, ct);
        var sent = await Send(context, sending, addressees, ct);
        var plan = SendFormPlan.For(config, sent);
        return plan.Needed == 0
            ? NodeResult.Complete(SendFormPlan.Output([], plan))
            : new NodeResult.Waiting("form", plan.Describe(0), config.Deadline, AppJson.ToElement(plan));
    }

    public NodeResult Resume(NodeContext context, WaitProgress progress)
    {
        var plan = progress.Details!.Value.Deserialize<SendFormPlan>(AppJson.Options)!;
        var answers = progress.Signals.Where(signal => signal.Kind == "response.submitted").ToList();
        return answers.Count >= plan.Needed || progress.IsDue
            ? NodeResult.Complete(SendFormPlan.Output(answers, plan))
            : new NodeResult.Waiting("form", plan.Describe(answers.Count), plan.Deadline, progress.Details);
    }

    // People of an earlier answer come sealed. What a form is prefilled with is left as it is: the sending seals it anew.
    private async Task<JsonElement> Opened(TenantId tenant, JsonElement recipients, CancellationToken ct)
    {
        var opened = JsonShape.Items(await values.Open(tenant, recipients, IProtectedValues.All, ct));
        return JsonShape.ArrayOf(opened.Zip(JsonShape.Items(recipients), (one, before) =>
            before.Find("prefill") is { } prefill ? JsonShape.WithField(one, "prefill", prefill) : one));
    }

    private async Task<IReadOnlyList<SentInvitation>> Send(
        NodeContext context, Sending sending, IReadOnlyList<Addressee> people, CancellationToken ct)
    {
        try
        {
            return await inviting.Send(store.SessionFor(context, time), sending, 0, people, ct);
        }
        catch (MailUnavailableException fault)
        {
            throw new NodeException("mail.unavailable", fault.Message, isTransient: true, fault);
        }
    }
}
