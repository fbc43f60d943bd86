import { entry, type CatalogueEntry } from './entry.ts';

export const ORGANISATION_TOPICS: readonly CatalogueEntry[] = [
  entry('v2.architect.dependencytracking.build', 'The dependency index is being rebuilt.', {
    permissions: ['architect:dependencyTracking:view'],
  }),
  entry('v2.architect.prompts.{id}', 'A change of a user prompt.', {
    parameters: ['promptId'],
    permissions: ['architect:userPrompt:view'],
  }),
  entry('v2.architect.prompts.{id}.resources.{id}', 'A change of a resource of a user prompt.', {
    parameters: ['promptId', 'resourceId'],
    permissions: ['architect:userPrompt:view'],
  }),
  entry('v2.audits.entitytype.{id}.entityid.{id}', 'Audit records of one entity.', {
    parameters: ['entityType', 'entityId'],
    permissions: ['audits:audit:view'],
    transports: ['EventBridge'],
  }),
  entry('v2.flows.{id}', 'A change of a flow.', {
    parameters: ['flowId'],
    permissions: ['architect:flow:view'],
  }),
  entry('v2.flows.outcomes.{id}', 'A change of a flow outcome.', {
    parameters: ['flowOutcomeId'],
    permissions: ['architect:flowOutcome:view'],
  }),
  entry('v2.groups.{id}.greetings', 'A change of the greetings of a group.', { parameters: ['groupId'] }),
  entry('v2.externalcontacts.contacts.{id}', 'A change of an external contact.', {
    parameters: ['contactId'],
    permissions: ['externalContacts:contact:view'],
    divisioned: true,
  }),
  entry('v2.operations.events.{id}', 'Operational events of a kind.', {
    parameters: ['eventDefinitionId'],
    permissions: ['operations:operationalEvent:view'],
    transports: ['EventBridge', 'ProcessAutomation'],
  }),
  entry('v2.outbound.campaigns.{id}', 'A change of a campaign.', {
    parameters: ['campaignId'],
    permissions: ['outbound:campaign:view'],
    divisioned: true,
  }),
  entry('v2.outbound.campaigns.{id}.progress', 'Progress of a campaign.', {
    parameters: ['campaignId'],
    permissions: ['outbound:campaign:view'],
    divisioned: true,
  }),
  entry('v2.outbound.settings', 'A change of the outbound settings.', {
    permissions: ['outbound:settings:view'],
  }),
  entry('v2.quality.evaluations', 'Evaluations as they are released.', {
    permissions: ['quality:evaluation:view'],
    transports: ['EventBridge'],
  }),
  entry('v2.taskmanagement.workitems.{id}', 'A change of a work item.', {
    parameters: ['workitemId'],
    permissions: ['workitems:workitem:view'],
    visibility: 'Preview',
  }),
  entry('v2.telephony.providers.edges.{id}', 'A change of an edge.', {
    parameters: ['edgeId'],
    permissions: ['telephony:plugin:all'],
  }),
  entry('v2.telephony.providers.edges.trunks.{id}.metrics', 'Measurements of a trunk.', {
    parameters: ['trunkId'],
    permissions: ['telephony:plugin:all'],
  }),
  entry('v2.webdeployments.deployments.{id}', 'A change of a web deployment.', {
    parameters: ['deploymentId'],
    permissions: ['webDeployments:deployment:view'],
  }),
  entry(
    'v2.webmessaging.deployments.{id}.undelivered.messages',
    'Web messages that could not be delivered.',
    {
      parameters: ['deploymentId'],
      transports: ['EventBridge'],
    },
  ),
];
