using System.Text.Json;
using ConcertMaster.Nodes;
using ConcertMaster.Sdk;
using ConcertMaster.Shared;
using ConcertMaster.Testing;
using ConcertMaster.Workflows;

namespace ConcertMaster.Tests.Workflows;

/// <summary>The same cases are put to the browser by <c>ui/src/graph/check/readings.spec.ts</c>.</summary>
public sealed class ReadingProblemsSpec
{
    private sealed record SampleType(
        string Type, bool IsTrigger, bool TakesInputsApart, string[]? Ports, string[]? Unevaluated, JsonElement? Properties,
        PortType[]? Outputs, PortType? Input);

    private sealed record SampleNode(string Id, string Type, JsonElement? Config, OnError OnError, bool Disabled);

    private sealed record Case(string Name, SampleNode[] Nodes, string[] Edges, string[] Problems);

    private sealed record Sheet(SampleType[] Types, Case[] Cases);

    private static readonly Sheet Cases = JsonSerializer.Deserialize<Sheet>(
        File.ReadAllText(Path.Combine(Repository.Root, "tests/ConcertMaster.Tests/Workflows/flowing-cases.json")), AppJson.Options)!;

    private static readonly INodeCatalogue Catalogue = WorkflowSamples.CatalogueOf([.. Cases.Types.Select(DescriptorOf)]);

    public static TheoryData<string> Names => [.. Cases.Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_that_read_what_never_arrives_are_told(string name)
    {
        var one = Cases.Cases.Single(one => one.Name == name);
        var definition = WorkflowSamples.Definition(
            [.. one.Nodes.Select(node => new NodeDefinition(node.Id, node.Type)
            {
                Name = node.Id, Config = node.Config ?? NodeDefinition.EmptyObject, OnError = node.OnError, Disabled = node.Disabled,
            })],
            [.. one.Edges.Select(EdgeOf)]);
        ReadingProblems.In(definition, Catalogue)
            .Select(problem => $"{problem.NodeId} {problem.Path} {problem.Message}")
            .ShouldBe(one.Problems, ignoreOrder: true);
    }

    private static EdgeDefinition EdgeOf(string text)
    {
        var (from, to) = (text.Split('>')[0], text.Split('>')[1]);
        return from.Split('.') is [var id, var port] ? WorkflowSamples.Edge(id, to, port) : WorkflowSamples.Edge(from, to);
    }

    private static NodeDescriptor DescriptorOf(SampleType type) => new()
    {
        Type = type.Type, Name = type.Type, Category = NodeCategory.Logic, Description = "", Icon = "box",
        ConfigSchema = JsonSerializer.SerializeToElement(
            new { type = "object", properties = type.Properties ?? NodeDefinition.EmptyObject }),
        OutputPorts = type.Ports ?? ["out"], IsTrigger = type.IsTrigger, UnevaluatedKeys = type.Unevaluated ?? [],
        TakesInputsApart = type.TakesInputsApart, Outputs = type.Outputs ?? [], Input = type.Input,
    };
}
