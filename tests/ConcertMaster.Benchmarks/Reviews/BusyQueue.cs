using System.Net.Http.Headers;
using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Decisions;
using ConcertMaster.EventStore.Projections;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Reviews;
using ConcertMaster.Shared;
using ConcertMaster.Testing.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConcertMaster.Benchmarks.Reviews;

/// <summary>
/// Many reviewers and many open reviews, made without the doors that people come in by: a thousand passwords alone would
/// take longer to hash than the work that is measured.
/// </summary>
internal sealed class BusyQueue(HostFixture host, TestOrganisation organisation)
{
    /// <summary>As in an organisation of that size: fifty people share one.</summary>
    private const int QueueCount = 20;

    private readonly IEventStore _store = host.Services.GetRequiredService<IEventStore>();
    private readonly TimeProvider _time = host.Services.GetRequiredService<TimeProvider>();

    /// <summary>The queue of a reviewer, or of a review.</summary>
    public static string QueueOf(int number) => $"load-{number % QueueCount}";

    private EventSession Session => new(_store, organisation.Tenant, EventMetadata.None, _time);

    public async Task<IReadOnlyList<HttpClient>> Reviewers(int count)
    {
        var clients = new HttpClient[count];
        var tokens = host.Services.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(BearerTokenDefaults.AuthenticationScheme);
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, ct) =>
        {
            var now = _time.GetUtcNow();
            var person = new UserRegistered(
                new(Guid.CreateVersion7(now)), $"reviewer{number}@{organisation.Slug}.test", $"Reviewer {number:0000}", Role.Reviewer, now);
            await Session.Transact(UserStream.For(person.UserId), _ => Decision<UserEvent>.Accept(person), ct: ct);
            var actor = new Actor(person.UserId, person.Name, person.Email, organisation.Tenant, person.Role);
            var ticket = new AuthenticationTicket(
                SignIn.Principal(actor, Guid.CreateVersion7(now), BearerTokenDefaults.AuthenticationScheme),
                new AuthenticationProperties { ExpiresUtc = now.AddHours(1) }, $"{BearerTokenDefaults.AuthenticationScheme}:AccessToken");
            clients[number] = host.Anonymous();
            clients[number].DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", tokens.BearerTokenProtector.Protect(ticket));
        });
        return clients;
    }

    /// <summary>Open reviews of different age and due time, in the inbox before this returns.</summary>
    public async Task Fill(int count)
    {
        var last = 0L;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (number, ct) =>
        {
            var now = _time.GetUtcNow();
            var id = new ReviewId(Guid.CreateVersion7(now));
            var data = JsonSerializer.SerializeToElement(new { number, total = number * 17 % 1_000 });
            var request = new ReviewRequest($"Item {number}", QueueOf(number), [], 1, now.AddHours(number % 97), null,
                new("data", id.ToString(), $"Item {number}"), ["sender@elsewhere.test"], data, [], null)
            {
                ContentHash = ReviewFile.HashOf(data),
            };
            var outcome = await Session.Transact(Review.Stream(id),
                review => ReviewDecider.Decide(new RequestReview(id, request, now), review), ct: ct);
            InterlockedMax(ref last, outcome.LastSequence);
        });
        await host.Services.GetRequiredService<ProjectionDaemon>().WaitFor(
            ReviewInbox.Projection.Name, last, TimeSpan.FromMinutes(2), CancellationToken.None);
        // As the database's own upkeep would have done by the time that so much has gathered.
        await using var analyse = host.Database.Owner.CreateCommand("analyze read.review_inbox");
        await analyse.ExecuteNonQueryAsync();
    }

    /// <summary>Asked of the log itself.</summary>
    public async Task<long> DecidedTwice()
    {
        await using var command = host.Database.System.CreateCommand("""
            select count(*) from (select stream_id from events.mt_events where tenant_id = $1 and type = 'review.decided.v1'
                group by stream_id having count(*) > 1) twice
            """, organisation.Tenant.Value);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Waits until every read model has seen all that is in the log by now.</summary>
    public async Task AllSeen() => await host.Services.GetRequiredService<ProjectionDaemon>().WaitForAll(
        await _store.LastSequence(CancellationToken.None), TimeSpan.FromMinutes(1), CancellationToken.None);

    /// <summary>The process that serves one of the host's connections.</summary>
    public async Task<int> Backend()
    {
        await using var command = host.Database.System.CreateCommand("select pg_backend_pid()");
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
