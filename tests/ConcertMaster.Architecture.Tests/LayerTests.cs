using System.Reflection;
using ConcertMaster.EventStore.Streams;

namespace ConcertMaster.Architecture.Tests;

/// <summary>Which assembly may know which: the arrows of docs/explanation/architecture.md.</summary>
public sealed class LayerTests
{
    private static readonly string[] Abstractions =
        ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions"];

    [Fact]
    public void The_event_store_knows_postgres_and_no_domain() =>
        ForeignReferences(typeof(IEventStore).Assembly, ["Npgsql", .. Abstractions])
            .ShouldBeNone("ConcertMaster.EventStore stands on Npgsql and .NET only. Remove its use of:");

    [Theory]
    [InlineData("ConcertMaster.Jsonata")]
    [InlineData("ConcertMaster.JsonSchema")]
    [InlineData("ConcertMaster.Sdk")]
    public void The_libraries_know_nothing_but_dotnet(string assembly) =>
        ForeignReferences(Assembly.Load(assembly), [])
            .ShouldBeNone($"{assembly} stands on .NET only, so that anybody can use it alone. Remove its use of:");

    [Fact]
    public void Nobody_depends_on_the_host() =>
        new[] { "ConcertMaster", "ConcertMaster.EventStore", "ConcertMaster.Jsonata", "ConcertMaster.JsonSchema", "ConcertMaster.Sdk" }
            .Where(name => Assembly.Load(name).GetReferencedAssemblies().Any(r => r.Name == "ConcertMaster.Host"))
            .ShouldBeNone("The host composes; nobody composes the host. Turn the dependency around in:");

    [Fact]
    public void The_host_knows_the_application_and_not_its_parts() =>
        Assembly.Load("ConcertMaster.Host").GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name is "ConcertMaster.Jsonata" or "ConcertMaster.JsonSchema")
            .ShouldBeNone("The host reaches these through the application only:");

    private static IEnumerable<string> ForeignReferences(Assembly assembly, string[] allowed) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard")
            .Except(allowed).Order(StringComparer.Ordinal);
}
