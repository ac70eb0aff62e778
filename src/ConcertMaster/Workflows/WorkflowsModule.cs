using ConcertMaster.Reviews;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Workflows;

internal sealed class WorkflowsModule : IModule
{
    public void AddServices(IServiceCollection services) => services
        .AddProjection(WorkflowList.Projection)
        .AddSingleton<DefinitionValidator>()
        .AddSingleton<PublishUnderReview>()
        .AddSingleton<IGatedActSource>(provider => provider.GetRequiredService<PublishUnderReview>())
        .AddSingleton<IWorkflowDrafts, WorkflowDrafts>()
        .AddSingleton<PublishedWorkflows>()
        .AddSingleton<IPublishedWorkflows>(provider => provider.GetRequiredService<PublishedWorkflows>());

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/workflows").WithTags("Workflows");
        group.MapWorkflowList();
        group.MapCreateWorkflow();
        group.MapEditWorkflow();
        group.MapPublishWorkflow();
        group.MapUnpublishWorkflow();
        group.MapArchiveWorkflow();
        group.MapWorkflowDetail();
        group.MapWorkflowHistory();
        group.MapExportWorkflow();
        group.MapImportWorkflow();
        group.MapNameVersion();
        group.MapTestData();
        endpoints.MapTemplates();
    }
}
