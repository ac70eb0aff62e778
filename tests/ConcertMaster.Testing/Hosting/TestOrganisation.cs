using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Access;
using ConcertMaster.EventStore.Streams;
using ConcertMaster.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Testing.Hosting;

/// <summary>An organisation of a test's own, so that tests which share a host do not see each other.</summary>
public sealed class TestOrganisation
{
    private const string Password = "a password of twelve";

    private readonly HostFixture _host;

    private TestOrganisation(HostFixture host, string slug, TenantId tenant) => (_host, Slug, Tenant) = (host, slug, tenant);

    public string Slug { get; }

    public TenantId Tenant { get; }

    public static async Task<TestOrganisation> Register(HostFixture host)
    {
        var slug = "t" + Guid.NewGuid().ToString("N")[..12];
        var accounts = host.Services.GetRequiredService<IAccounts>();
        return new(host, slug, await accounts.RegisterOrganisation(slug, $"Organisation {slug}", default));
    }

    /// <summary>A person with this role, registered on first use.</summary>
    public async Task<(string Email, string Password, UserId Id)> Person(Role role, string name = "")
    {
        var email = $"{role}{name}@{Slug}.test".ToLowerInvariant();
        var accounts = _host.Services.GetRequiredService<IAccounts>();
        return (email, Password, await accounts.RegisterUser(Tenant, email, $"{role} {name}".Trim(), role, Password, default));
    }

    /// <summary>A client signed in by bearer token as a person with this role.</summary>
    public async Task<HttpClient> SignIn(Role role, string name = "")
    {
        var (email, password, _) = await Person(role, name);
        var client = _host.Anonymous();
        using var answer = await client.PostAsJsonAsync("/api/session", new { email, password });
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        return client;
    }
}
