using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Invitations;
using ConcertMaster.Forms.Responses;
using ConcertMaster.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConcertMaster.Forms;

internal sealed class FormsModule : IModule
{
    public void AddServices(IServiceCollection services)
    {
        services.AddProjection(FormList.Projection).AddProjection(InvitationBoard.Projection)
            .AddProjection(ResponseList.Projection).AddProjection(PendingReminders.Projection);
        services.AddSingleton<PublishedForms>().AddSingleton<InvitationLinks>().AddSingleton<InvitationMail>()
            .AddSingleton<Inviting>().AddSingleton<PublicForms>();
        services.AddSingleton<ReminderWorker>().AddHostedService(provider => provider.GetRequiredService<ReminderWorker>());
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var forms = endpoints.MapGroup("/api/forms").WithTags("Forms");
        forms.MapFormList();
        forms.MapFormDetail();
        forms.MapCreateForm();
        forms.MapEditForm();
        forms.MapPublishForm();
        forms.MapCloseForm();
        forms.MapSendForm();
        forms.MapInvitationBoard();
        var responses = endpoints.MapGroup("/api/responses").WithTags("Responses");
        responses.MapResponseList();
        responses.MapResponseDetail();
        responses.MapAmendResponse();
        PublicForms.Map(endpoints);
    }
}
