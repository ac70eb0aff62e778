using System.Runtime.CompilerServices;
using System.Text.Json;
using ConcertMaster.Nodes.Plugins;
using ConcertMaster.Sdk;

namespace ConcertMaster.Tests.Nodes.Plugins;

public sealed class PluginShelfSpec : IDisposable
{
    private readonly PluginFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_sample_brings_its_node_with_words_schema_and_example()
    {
        var plugin = _files.Load(_files.Put(PluginFiles.Hello));
        plugin.Problem.ShouldBeNull();
        var node = plugin.Nodes.ShouldHaveSingleItem();
        (node.Descriptor.Type, node.Descriptor.Version, node.Descriptor.SearchText)
            .ShouldBe(("Hello", "1.0.0", "hallo bonjour hola"));
        node.Descriptor.Tags.ShouldBe(["greeting", "welcome"]);
        node.Descriptor.Documentation.ShouldNotBeEmpty();
        var example = node.Descriptor.Examples.ShouldHaveSingleItem();
        JsonSchema.Schema.Compile(node.Descriptor.ConfigSchema).Validate(example.Config).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Two_versions_stand_side_by_side_and_the_newest_is_offered()
    {
        var shelf = Shelf(
            _files.Put(PluginFiles.Hello, new(1, 0, 0), "a.dll"), _files.Put(PluginFiles.Hello, new(2, 1, 0), "b.dll"));
        shelf.Newest.Single().Version.ShouldBe(new(2, 1, 0));
        shelf.Find("Hello", "1.0.0")!.Version.ShouldBe(new(1, 0, 0));
        shelf.Find("Hello", "2.0.0")!.Version.ShouldBe(new(2, 1, 0), "newer, with the same first number");
        shelf.Find("Hello", "2.2.0").ShouldBeNull("only older ones are there");
        shelf.Find("Hello", "3.0.0").ShouldBeNull();
    }

    [Fact]
    public void What_left_the_folder_is_found_by_its_version_and_offered_no_more()
    {
        var first = _files.Load(_files.Put(PluginFiles.Hello));
        var shelf = PluginShelf.Empty.Next([first], _ => false).Next([], _ => false);
        shelf.Newest.ShouldBeEmpty();
        shelf.Find("Hello", null).ShouldBeNull();
        shelf.Find("Hello", "1.0.0").ShouldNotBeNull();
        shelf.Plugins.Single().State.ShouldBe(PluginState.Retired);
        shelf.Next([first], _ => false).Plugins.Single().State.ShouldBe(PluginState.Active, "it came back");
    }

    [Fact]
    public void A_type_of_the_product_is_left_out_and_the_others_of_the_plug_in_stay()
    {
        var shelf = PluginShelf.Empty.Next([_files.Load(_files.Put(PluginFiles.Unruly))], type => type == "Calculator");
        var types = shelf.Plugins.Single().Types;
        types.Single(type => type.Type == "Calculator").Problem!.ShouldContain("ConcertMaster itself");
        types.Single(type => type.Type == "CannotBeMade").Problem!.ShouldContain("not on this machine");
        types.Where(type => type.Problem is null).Select(type => type.Type)
            .ShouldBe(["Hangs", "ReturnsNothing", "Throws", "WhichVersion"], ignoreOrder: true);
    }

    [Fact]
    public void The_same_version_twice_is_a_fault_of_the_second()
    {
        var shelf = Shelf(_files.Put(PluginFiles.Hello, file: "a.dll"), _files.Put(PluginFiles.Hello, file: "b.dll"));
        shelf.Plugins.Select(plugin => (plugin.File, plugin.State))
            .ShouldBe([("a.dll", PluginState.Active), ("b.dll", PluginState.Faulty)]);
        shelf.Plugins[1].Problem!.ShouldContain("a.dll is version 1.0.0 of HelloNode too");
    }

    [Fact]
    public void What_is_no_assembly_is_a_plug_in_with_a_problem()
    {
        var path = Path.Combine(_files.Folder, "notes.dll");
        File.WriteAllText(path, "bring milk");
        var plugin = _files.Load(path);
        (plugin.State, plugin.Problem).ShouldBe((PluginState.Faulty, "It is not a .NET assembly."));
    }

    [Theory]
    [InlineData("Throws", "node.defect", "InvalidOperationException: nobody thought of this")]
    [InlineData("ReturnsNothing", "node.defect", "returned nothing")]
    public async Task A_defect_fails_the_step_and_names_the_plug_in(string type, string code, string reason)
    {
        var failed = (await Node(type).Execute(Context(), default)).ShouldBeOfType<NodeResult.Failed>();
        failed.Code.ShouldBe(code);
        failed.Message.ShouldContain("UnrulyNodes 1.0.0");
        failed.Message.ShouldContain(reason);
    }

    [Fact]
    public async Task Steps_that_hang_are_given_up_and_after_some_no_more_are_tried()
    {
        var node = Node("Hangs");
        var isCut = new CancellationToken(canceled: true);
        for (var step = 0; step < PluginLimits.HangingCountMax; step++)
            await Should.ThrowAsync<OperationCanceledException>(async () => await node.Execute(Context(), isCut));
        (await node.Execute(Context(), default)).ShouldBeOfType<NodeResult.Failed>().Code.ShouldBe("plug-in.hangs");
    }

    [Fact]
    public async Task A_plug_in_that_nobody_uses_any_more_leaves_the_memory()
    {
        var context = await Use(_files.Put(PluginFiles.Hello));
        for (var round = 0; round < 20 && context.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(50); // caches of the JSON serializer let go by the clock
        }
        context.IsAlive.ShouldBeFalse();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> Use(string path)
    {
        var node = _files.Load(path).Nodes.Single();
        var done = (await node.Execute(Context("""{"name": "Ona"}"""), default)).ShouldBeOfType<NodeResult.Completed>();
        done.Output.GetProperty("greeting").GetString().ShouldBe("Hello, Ona!");
        return new WeakReference(node.Context);
    }

    private PluginShelf Shelf(params string[] paths) =>
        PluginShelf.Empty.Next([.. paths.Select(_files.Load)], _ => false);

    private PluginNode Node(string type) =>
        _files.Load(_files.Put(PluginFiles.Unruly)).Nodes.Single(node => node.Descriptor.Type == type);

    private static NodeContext Context(string config = "{}") => new()
    {
        Organisation = "test", RunId = Guid.Empty, WorkflowId = Guid.Empty, NodeId = "n", Iteration = "", Attempt = 1,
        IdempotencyKey = "r/n/", Config = NodeDescriptor.Schema(config), Input = NodeDescriptor.Schema("{}"),
        Now = DateTimeOffset.UnixEpoch, Evaluate = (_, _) => default(JsonElement),
    };
}
