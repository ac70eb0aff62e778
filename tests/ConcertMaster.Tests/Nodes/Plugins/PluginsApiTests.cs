using System.Net.Http.Json;
using System.Text.Json;
using ConcertMaster.Tests.Runs;
using static ConcertMaster.Tests.Runs.EngineFixture;

namespace ConcertMaster.Tests.Nodes.Plugins;

public sealed class PluginsFixture : EngineFixture
{
    internal PluginFiles Files { get; } = new();

    protected override IEnumerable<KeyValuePair<string, string?>> Settings() => [new("Plugins:Folder", Files.Folder)];

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Files.Dispose();
    }

    public async Task<JsonElement> Plugins(Func<JsonElement, bool> isReached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var all = (await Get("/api/nodes/plug-ins")).GetProperty("items");
            if (all.EnumerateArray().Any(isReached)) return all;
            await Task.Delay(50, patience.Token);
        }
    }
}

/// <summary>Plug-ins that come, change and go while the host runs, and what becomes of the runs that use them.</summary>
public sealed class PluginsApiTests(PluginsFixture host) : IClassFixture<PluginsFixture>
{
    [Fact]
    public async Task A_plug_in_appears_without_a_restart_and_runs()
    {
        host.Files.Put(PluginFiles.Hello, file: "HelloNode/HelloNode.dll");
        await host.Plugins(plugin => Is(plugin, PluginFiles.Hello, "1.0.0", "active"));
        var listed = (await host.Get("/api/nodes")).GetProperty("items").EnumerateArray()
            .Single(node => node.GetProperty("type").GetString() == "Hello");
        listed.GetProperty("version").GetString().ShouldBe("1.0.0");
        listed.GetProperty("searchText").GetString().ShouldBe("hallo bonjour hola");

        var workflow = await Workflow("hello", "Hello", new { name = "{{ $input.who }}", language = "fr" });
        var run = await host.Run(workflow, new { who = "Ana" });
        Step(run, "it").GetProperty("output").GetProperty("greeting").GetString().ShouldBe("Bonjour, Ana!");
    }

    [Fact]
    public async Task A_workflow_keeps_the_version_it_was_published_with()
    {
        host.Files.Put(PluginFiles.Unruly);
        await host.Plugins(plugin => Is(plugin, PluginFiles.Unruly, "1.0.0", "active"));
        var workflow = await Workflow("which", "WhichVersion");
        (await Version(workflow)).ShouldBe("1.0.0");

        host.Files.Put(PluginFiles.Unruly, new(2, 0, 0));
        await host.Plugins(plugin => Is(plugin, PluginFiles.Unruly, "2.0.0", "active"));
        (await Version(workflow)).ShouldBe("1.0.0", "replaced in the folder, kept for what was published with it");
        var detail = await host.Get($"/api/workflows/{workflow}");
        detail.GetProperty("hasUnpublishedChanges").GetBoolean().ShouldBeTrue("publishing would take the newer version");

        await host.Post($"/api/workflows/{workflow}/publish", new { }, System.Net.HttpStatusCode.OK);
        (await Version(workflow)).ShouldBe("2.0.0");
        var published = await host.Get($"/api/workflows/{workflow}/versions/2");
        published.GetProperty("definition").GetProperty("nodes").EnumerateArray()
            .Single(node => node.GetProperty("id").GetString() == "it").GetProperty("typeVersion").GetString().ShouldBe("2.0.0");
    }

    [Fact]
    public async Task A_plug_in_that_throws_or_hangs_harms_its_own_step_alone()
    {
        host.Files.Put(PluginFiles.Unruly, new(0, 9, 0), "older.dll");
        var listed = await host.Plugins(plugin => Is(plugin, PluginFiles.Unruly, "0.9.0", "active"));
        listed.GetRawText().ShouldContain("ConcertMaster itself has a node type Calculator");

        var throws = await host.Run(await Workflow("throws", "Throws"), new { });
        Step(throws, "it").GetProperty("error").GetProperty("code").GetString().ShouldBe("node.defect");
        var hangs = await host.Start(await Workflow("hangs", "Hangs", more: new { timeoutSeconds = 1 }), new { });
        (await Version(await Workflow("beside", "WhichVersion"))).ShouldNotBeNull();
        var ended = await host.Until(hangs, status => status == "failed");
        Step(ended, "it").GetProperty("error").GetProperty("code").GetString().ShouldBe("step.timeout");
    }

    private async Task<string?> Version(Guid workflow) =>
        Step(await host.Run(workflow, new { }), "it").GetProperty("output").GetProperty("version").GetString();

    private Task<Guid> Workflow(string name, string type, object? config = null, object? more = null) =>
        host.Publish(name, [Node("start", "ManualTrigger"), Node("it", type, config, more)], [Edge("start", "it")]);

    private static bool Is(JsonElement plugin, string name, string version, string state) =>
        (plugin.GetProperty("name").GetString(), plugin.GetProperty("version").GetString(),
            plugin.GetProperty("state").GetString()) == (name, version, state);
}
