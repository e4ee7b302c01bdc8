/** All endpoint options that the checks use; variables of `set_var` by their own names. */
export const endpointOptions = [
  ...['context', 'auth', 'identify_by', 'message_context', 'redirect_method'],
  ...['send_pai', 'send_rpid', 'send_connected_line', 'send_diversion', 'send_history_info'],
  ...['trust_id_inbound', 'trust_id_outbound', 'trust_connected_line'],
  ...['direct_media', 'allow_transfer', 'allow_subscribe'],
  ...['call_group', 'pickup_group', 'named_call_group', 'named_pickup_group'],
  ...['FORWARD_CONTEXT', 'TRANSFER_CONTEXT'],
] as const;
