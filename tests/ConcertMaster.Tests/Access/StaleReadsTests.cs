using System.Net;
using System.Runtime.CompilerServices;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Persons;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Directory = ConcertMaster.Access.Directory;

namespace ConcertMaster.Tests.Access;

/// <summary>What is kept in memory, where a change comes between its reading and its keeping.</summary>
public sealed class StaleReadsTests(HostFixture host) : IClassFixture<HostFixture>
{
    [Fact]
    public async Task A_role_that_was_being_read_while_it_was_withdrawn_is_not_kept()
    {
        var organisation = await TestOrganisation.Register(host);
        using var owner = await organisation.SignIn(Role.Owner);
        var (_, _, person) = await organisation.Person(Role.Builder);
        var store = new SlowReads(host.Services.GetRequiredService<IEventStore>());
        var people = new Directory(store, host.Database, TimeProvider.System,
            new Lazy<ProjectionDaemon>(() => host.Services.GetRequiredService<ProjectionDaemon>()));

        var reading = people.Find(organisation.Tenant, person, default);
        await store.HasRead;
        await owner.Ask(HttpMethod.Put, $"/api/users/{person}/role", new { role = "auditor" });
        people.Forget(organisation.Tenant, person);
        store.GoOn();

        (await reading)!.Role.ShouldBe(Role.Builder);
        (await people.Find(organisation.Tenant, person, default))!.Role.ShouldBe(Role.Auditor);
    }

    [Fact]
    public async Task A_key_that_is_still_there_when_the_log_says_that_it_goes_is_not_brought_back()
    {
        var organisation = await TestOrganisation.Register(host);
        var (one, other) = (Keys(), Keys());
        var person = (await one.SealsFor(organisation.Tenant, [new("kim@round.test", "Kim")], default))[0].Person;
        (await other.SealOf(organisation.Tenant, person, default)).ShouldNotBeNull();
        var erased = new PersonErased(person, "Asked for it", new(Guid.NewGuid()), DateTimeOffset.UtcNow);

        // The event comes first, and the key goes when the rest is gone.
        other.Forget(Recorded(organisation.Tenant, erased));
        (await other.SealOf(organisation.Tenant, person, default)).ShouldBeNull();
        await one.Destroy(organisation.Tenant, person, erased.At, default);

        (await other.SealOf(organisation.Tenant, person, default)).ShouldBeNull();
        (await other.Find(organisation.Tenant, [person], default))[person].ErasedAt.ShouldBe(erased.At);
        // Whoever is written to again is somebody new.
        (await other.SealsFor(organisation.Tenant, [new("kim@round.test", "Kim")], default))[0].Person.ShouldNotBe(person);
    }

    private PersonKeys Keys() => new(host.Services.GetRequiredService<IKeys>(), host.Database, TimeProvider.System);

    private static RecordedEvent Recorded(TenantId tenant, PersonErased erased) => new(
        1, Guid.NewGuid(), tenant, erased.PersonId.Value, "person", 1, "person.erased.v1", erased, erased.At, EventMetadata.None);

    /// <summary>The store, which keeps to itself what it has read until it is told to go on.</summary>
    private sealed class SlowReads(IEventStore store) : IEventStore
    {
        private readonly TaskCompletionSource _hasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HasRead => _hasRead.Task;

        public void GoOn() => _mayGoOn.SetResult();

        public async IAsyncEnumerable<RecordedEvent> ReadStream(
            StreamKey stream, ReadRange? range = null, [EnumeratorCancellation] CancellationToken ct = default)
        {
            var read = new List<RecordedEvent>();
            await foreach (var recorded in store.ReadStream(stream, range, ct)) read.Add(recorded);
            _hasRead.TrySetResult();
            await _mayGoOn.Task.WaitAsync(ct);
            foreach (var recorded in read) yield return recorded;
        }

        public Task<AppendResult> Append(StreamAppend append, CancellationToken ct = default) => store.Append(append, ct);

        public IAsyncEnumerable<RecordedEvent> ReadAll(long afterSequence, LogFilter? filter = null, CancellationToken ct = default) =>
            store.ReadAll(afterSequence, filter, ct);

        public Task<StreamState?> FetchStreamState(StreamKey stream, CancellationToken ct = default) =>
            store.FetchStreamState(stream, ct);

        public Task<bool> ArchiveStream(StreamKey stream, CancellationToken ct = default) => store.ArchiveStream(stream, ct);

        public Task<long> LastSequence(CancellationToken ct = default) => store.LastSequence(ct);
    }
}
