using ConcertMaster.Access;
using ConcertMaster.Connections;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Forms;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using ConcertMaster.Workflows;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcertMaster.Demo;

/// <summary>
/// The demo organisation, so that a newcomer sees something alive on the first page. In Development only; every part is
/// found again by its id, so a second start adds nothing, and what people changed since stays as they left it.
/// </summary>
internal sealed partial class DemoSeed(
    IHostEnvironment environment, IAccounts accounts, IEventStore store, Database database, ConnectionSecrets secrets,
    DefinitionValidator validator, DemoRun run, TimeProvider time, ILogger<DemoSeed> log) : IHostedService
{
    public const string Slug = "demo";

    public async Task StartAsync(CancellationToken ct)
    {
        if (!environment.IsDevelopment()) return; // everybody knows these passwords
        var tenant = await accounts.RegisterOrganisation(Slug, "Demo organisation", ct);
        var people = await People(tenant, ct);
        var builder = Session(tenant, people.Builder);
        var erp = await Connect(tenant, Session(tenant, people.Owner), ct);
        var form = await Form(tenant, builder, people.Builder, ct);
        var workflow = await Workflow(tenant, builder, form, erp, ct);
        if (!await run.Finish(tenant, workflow, people, ct)) LogUnfinished(log);
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    private async Task<DemoPeople> People(TenantId tenant, CancellationToken ct)
    {
        async Task<UserId> Person(string name, string email, Role role) =>
            await accounts.RegisterUser(tenant, email, name, role, "demo", ct);
        var owner = Person("Olga Owner", "owner@demo.test", Role.Owner);
        var builder = Person("Ben Builder", "builder@demo.test", Role.Builder);
        var reviewer = Person("Rita Reviewer", DemoPeople.ReviewerEmail, Role.Reviewer);
        var second = Person("Sam Second", "second@demo.test", Role.Reviewer);
        var auditor = Person("Ada Auditor", "auditor@demo.test", Role.Auditor);
        await Task.WhenAll(second, auditor);
        return new(await owner, await builder, await reviewer);
    }

    private async Task<ConnectionId> Connect(TenantId tenant, EventSession session, CancellationToken ct)
    {
        var id = new ConnectionId(StableId.From("demo connection", tenant.Value));
        var (settings, password) = await DemoErp.Prepare(database, ct);
        if (password is not null) await secrets.Store(tenant, id, password, ct);
        var now = time.GetUtcNow();
        await session.Transact(Connection.Stream(id), state => state switch
        {
            Connection.None => ConnectionDecider.Decide(
                new CreateConnection(id, "Demo ERP", ConnectionKind.Postgres, settings, password is not null, now), state),
            // An embedded server has another port after each start.
            Connection.Active => ConnectionDecider.Decide(new ChangeConnection(null, settings, false, now), state),
            _ => Decision<ConnectionEvent>.Nothing,
        }, ct: ct);
        return id;
    }

    private async Task<FormId> Form(TenantId tenant, EventSession session, UserId by, CancellationToken ct)
    {
        var id = new FormId(StableId.From("demo form", tenant.Value));
        var now = time.GetUtcNow();
        await session.Transact(Forms.Form.Stream(id), form =>
            FormDecider.Decide(new CreateForm(id, DemoForm.Name, DemoForm.Definition, now), form), ct: ct);
        await session.Transact(Forms.Form.Stream(id), form => form is Forms.Form.Draft
            ? FormDecider.Decide(new PublishForm(by, now), form)
            : Decision<FormEvent>.Nothing, ct: ct);
        return id;
    }

    private async Task<WorkflowId> Workflow(
        TenantId tenant, EventSession session, FormId form, ConnectionId erp, CancellationToken ct)
    {
        var id = new WorkflowId(StableId.From("demo workflow", tenant.Value));
        var now = time.GetUtcNow();
        await session.Transact(WorkflowStream.For(id), workflow => WorkflowDecider.Decide(
            new CreateWorkflow(id, DemoWorkflow.Name, DemoWorkflow.Definition(form, erp)), workflow), ct: ct);
        var published = await session.Transact(WorkflowStream.For(id), workflow =>
            workflow is Workflows.Workflow.Active { Published: null }
                ? WorkflowDecider.Decide(new PublishWorkflow(definition => validator.Validate(definition, now)), workflow)
                : Decision<WorkflowEvent>.Nothing, ct: ct);
        return published.Refusal is { } refusal
            ? throw new InvalidOperationException($"The demo workflow cannot be published: {refusal.Message} " +
                string.Join(" ", refusal.Faults.Select(fault => $"{fault.Path}: {fault.Message}")))
            : id;
    }

    private EventSession Session(TenantId tenant, UserId user) =>
        new(store, tenant, new EventMetadata { UserName = user.ToString(), CorrelationId = "demo" }, time);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The run of the demo organisation has not finished in time; it goes on")]
    private static partial void LogUnfinished(ILogger log);
}

internal sealed record DemoPeople(UserId Owner, UserId Builder, UserId Reviewer)
{
    public const string ReviewerEmail = "reviewer@demo.test";
}
